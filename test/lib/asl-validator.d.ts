/** The package ships no types. Its only export is the validator, which writes `QueryLanguage` into every state. */
declare module 'asl-validator' {
  export default function validate(definition: object): { isValid: boolean; errorsText(): string };
}
