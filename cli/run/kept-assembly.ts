import type { Values } from '../../lib/parse-context';

/**
 * The folder with the app as it is synthesized in this context, kept from an earlier time where nothing has changed that
 * it comes from. Nobody may write there.
 */
export async function keptAssembly(context: Values): Promise<string> {
  const { keep } = await import('../kept/keep.mjs');
  return keep('assembly', [context, settingsOfCdk()], async (folder) => {
    // The CDK takes long to load.
    const [{ synthesize }, { bundleInto, takeBundlesFrom }] = await Promise.all([
      import('./synthesize'),
      import('../../lib/lambda-bundles'),
    ]);
    takeBundlesFrom(await keep('functions', null, bundleInto));
    synthesize(context, folder);
  });
}

/** The environment variables that the CDK reads. */
function settingsOfCdk(): [string, string | undefined][] {
  return Object.entries(process.env)
    .filter(([name]) => name.startsWith('CDK_'))
    .sort();
}
