import { main } from '../cli/main';

// The functions run on a newer Node.js in Lambda; here the SDK would warn about this one at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

process.exitCode = await main(process.argv.slice(2), process);
