import * as z from 'zod/mini';
import { runToEnd } from './child';

/** A run where AssumeRoot has a token bucket. */
export interface Throttled {
  readonly concurrency: number;
  readonly accounts: number;
  readonly seconds: number;
  /** AssumeRoot calls that were refused. */
  readonly throttled: number;
  /** Of what the bucket gives, from the first session to the last, for each map. */
  readonly shares: readonly number[];
  /** Accounts that ended `unknown` or `failed`. */
  readonly unsettled: number;
}

const Printed = z.object({
  seconds: z.number(),
  throttled: z.number(),
  shares: z.array(z.number()),
  output: z.object({ unsettled: z.number() }),
});

/** How a run over so many accounts ends where AssumeRoot is throttled to this rate a second. */
export async function measureThrottled(
  accounts: number,
  concurrency: number,
  rate: number,
): Promise<Throttled> {
  const program = ['node_modules/.bin/tsx', 'bench/contenders/throttled.ts'];
  const { stdout } = await runToEnd([...program, `${accounts}`, `${concurrency}`, `${rate}`], {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  const { output, ...printed } = z.parse(Printed, JSON.parse(stdout));
  return { concurrency, accounts, ...printed, ...output };
}
