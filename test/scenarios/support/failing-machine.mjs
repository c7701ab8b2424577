// Loaded before a program. Once the file $FAILING is there, the machine fails as its text says: with a code of the file
// system for all that is written below $FAILS_BELOW, or, as `throw` and `reject`, with an exception that nobody catches.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { FAILING, FAILS_BELOW } = process.env;
const real = { ...fs };
const failure = () => (real.existsSync(FAILING) ? real.readFileSync(FAILING, 'utf8') : '');

for (const name of ['writeFileSync', 'appendFileSync', 'mkdirSync'])
  fs[name] = (path, ...rest) => {
    const code = failure();
    if (!/^E/.test(code) || !String(path).startsWith(FAILS_BELOW)) return real[name](path, ...rest);
    throw Object.assign(new Error(`${code}: ${name} '${path}'`), { code, path });
  };
syncBuiltinESMExports();

const looking = setInterval(() => {
  const kind = failure();
  if (kind !== 'throw' && kind !== 'reject') return;
  clearInterval(looking);
  const error = new TypeError('Cannot read properties of undefined');
  if (kind === 'throw') throw error;
  Promise.reject(error);
}, 1).unref();
