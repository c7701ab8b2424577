// The name under which scripts start it with a TypeScript loader; `npm start` needs none.
import './local.mjs';
