import { whatIsMissing } from '../cli/kept/prerequisites.mjs';

// The functions run on a newer Node.js in Lambda; here the SDK would warn about this one at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const missing = whatIsMissing(process.versions.node, () => undefined);
if (missing) {
  process.stderr.write(`${missing}\n`);
  process.exitCode = 1;
} else {
  const { main } = await import('../cli/main');
  process.exitCode = await main(process.argv.slice(2), process);
}
