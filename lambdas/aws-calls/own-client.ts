import { clientDefaults } from './client-defaults';

/** Answers the commands of a service (`PutObjectCommand`) with what its client would give, or rejects as it would. */
export type Answer = (command: string, input: object) => Promise<object>;

let answers: Readonly<Record<string, Answer>> = {};

/**
 * Has these answer, each under the class of its client (`S3Client`), whatever is asked of the account that the app is in
 * by clients that are made from now on. Nothing is sent to anybody then.
 */
export function answerInsteadOfAws(given: Readonly<Record<string, Answer>>): void {
  answers = given;
}

/** A client of a service that the app uses in its own account, and not in those that it works on. */
export function ownClient<Client extends object>(
  Client: new (settings: typeof clientDefaults) => Client,
): Client {
  const client = new Client(clientDefaults);
  const { name } = Client;
  if (!answers[name]) return client;
  // Whoever answers at that moment: a process may have one app after another.
  const send = (command: { input: object }) => answers[name]?.(command.constructor.name, command.input);
  return Object.assign(client, { send });
}
