import { Logger, type LogItem } from '@aws-lambda-powertools/logger';

let write: ((line: string) => void) | undefined;

/** Has log lines written elsewhere from now on: where functions share a process, its stdout is no log. */
export function writeLogTo(given: (line: string) => void): void {
  write = given;
}

class FunctionLogger extends Logger {
  protected override printLog(logLevel: number, log: LogItem): void {
    if (write) write(JSON.stringify(log.getAttributes()));
    else super.printLog(logLevel, log);
  }
}

/** The logger of this function, in JSON; it never gets a payload. */
export const logger = new FunctionLogger();
