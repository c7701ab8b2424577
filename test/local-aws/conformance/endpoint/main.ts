import { writeFileSync } from 'node:fs';
import { mockConfig } from './mock-config';
import { namedCases } from './named-case';
import { OptionsError, readOptions } from './options';
import { differing, report } from './report';
import { runCases } from './run-cases';

/** Runs what the command line says; gives the exit status: 1 where a case differs, 2 where nothing could run. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (!options) return 0;
  if (options.writeMocks !== undefined) {
    writeFileSync(options.writeMocks, JSON.stringify(mockConfig(namedCases), null, 2));
    console.log(`SFN_MOCK_CONFIG=${options.writeMocks} is for the endpoint; then --endpoint URL --mocks`);
    return 0;
  }
  const verdicts = await runCases(options);
  console.log(report(verdicts));
  return differing(verdicts).length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(
    error instanceof OptionsError ? error.message : `Nothing could run: ${error.name}: ${error.message}`,
  );
  return 2;
});
