import { expect, it } from 'vitest';
import { explainFailure } from '../../../cli/aws/aws-failures';

const failure = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: said`), { code, ...more });

it.each<[Error, RegExp | undefined]>([
  [
    failure('ENOSPC', { syscall: 'write' }),
    /^The disk of this machine is full \(ENOSPC: said\)\. Make room on it\.$/,
  ],
  [failure('EDQUOT', { syscall: 'write' }), /^Your share of the disk/],
  [failure('EMFILE', { syscall: 'connect' }), /^This process may open no more files .*ulimit -n/],
  [failure('ENFILE', { syscall: 'open', path: 'f' }), /^This machine can open no more files/],
  [failure('EACCES', { syscall: 'open', path: 'f' }), /^This machine does not let you use a file/],
  [failure('EROFS', { syscall: 'open', path: 'f' }), /^A file is in a file system that is not to be written/],
  [failure('ENOENT', { syscall: 'open', path: 'f' }), /^A file or folder is gone/],
  [failure('ERR_WORKER_OUT_OF_MEMORY'), /^A function has no more memory/],
  [failure('EACCES', { syscall: 'connect' }), /^AWS cannot be reached/],
  [failure('ECONNREFUSED', { syscall: 'connect' }), /^AWS cannot be reached/],
  [new TypeError('x is undefined'), undefined],
])('tells a failure of this machine from one of the network: %s', (error, text) => {
  const told = explainFailure(error);
  if (text) expect(told).toMatch(text);
  else expect(told).toBeUndefined();
});
