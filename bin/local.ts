import { npmStart } from '../cli/npm-start';
import { outliveReaders } from '../cli/terminal/broken-pipe';

// The functions run on a newer Node.js in Lambda; here the SDK would warn about this one at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

outliveReaders([process.stdout, process.stderr]);
process.exitCode = await npmStart(process.argv.slice(2), process);
