import { program } from '../cli/kept/program.mjs';

// The functions run on a newer Node.js in Lambda; here the SDK would warn about this one at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const { npmStart } = await program();
process.exitCode = await npmStart(process.argv.slice(2), process);
