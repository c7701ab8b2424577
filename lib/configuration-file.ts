import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodedText } from '../lambdas/input/decoded-text';
import { ConfigError, type ConfigurationFile, type Values } from './parse-context';

/**
 * What a person configured for the app in this folder: its `root-purge.json`, which git leaves alone, or the file that
 * the variable `ROOT_PURGE_CONFIG` names (where that is empty, none). Nothing where there is no such file.
 * @throws ConfigError where it cannot be read, or the named one is not there
 */
export function readConfigurationFile(folder: string, named?: string): ConfigurationFile | undefined {
  if (named === '') return undefined;
  const path = named === undefined ? resolve(folder, 'root-purge.json') : resolve(named);
  const values = readObject(path);
  if (!values && named) throw new ConfigError(`${path}, which ROOT_PURGE_CONFIG names, is not there.`);
  return values && { path, values };
}

/** The JSON object in a file; undefined where there is no such file. @throws ConfigError where it is anything else */
export function readObject(path: string): Values | undefined {
  try {
    return parseObject(decodedText(readFileSync(path)), path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path} cannot be read (${String(error)}).`);
  }
}

/** The JSON object in a text of this name. @throws ConfigError where it is anything else */
export function parseObject(text: string, name: string): Values {
  try {
    return objectIn(JSON.parse(text), name);
  } catch (error) {
    throw error instanceof ConfigError ? error : noObject(name, `: ${String(error)}`);
  }
}

/** The value, if it is an object with keys. @throws ConfigError where it is anything else */
export function objectIn(value: unknown, name: string): Values {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw noObject(name);
  return { ...value };
}

function noObject(name: string, why = ''): ConfigError {
  return new ConfigError(`${name} is no JSON object, and what it excludes is not known${why}.`);
}
