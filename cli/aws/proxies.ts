import { refused } from './setting';

/** A proxy, and the variable that names it. */
export interface NamedProxy {
  readonly url: URL;
  readonly from: string;
}

/** By which proxy a request goes, by its protocol (`https:`). */
export interface Proxies {
  readonly [protocol: string]: NamedProxy | undefined;
}

/**
 * The proxies of `HTTP_PROXY` and `HTTPS_PROXY`. Written in small letters each variable goes before the other, even where
 * it is empty, as Python reads them and with it the AWS CLI.
 * https://docs.python.org/3/library/urllib.request.html#urllib.request.getproxies
 * @throws CommandError where one cannot be talked to over HTTP
 */
export function readProxies(): Proxies {
  return { 'http:': proxyOf('http_proxy'), 'https:': proxyOf('https_proxy') };
}

/**
 * The hosts (`sts.eu-west-1.amazonaws.com`, `localhost:4566`) that `NO_PROXY` lists by themselves or by the end of their
 * names: that is all there is to it for Python, but for a lone `*`.
 */
export function readBypass(): (host: string) => boolean {
  const { value = '' } = variable('no_proxy');
  if (value === '*') return () => true;
  const names = value
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^\.+/, ''))
    .filter(Boolean);
  return (host) => {
    const forms = [host.toLowerCase(), host.toLowerCase().replace(/:\d+$/, '')];
    return names.some((name) => forms.some((form) => form === name || form.endsWith(`.${name}`)));
  };
}

function proxyOf(name: string): NamedProxy | undefined {
  const { from, value } = variable(name);
  if (!value) return undefined;
  const whole = value.includes('://') ? value : `http://${value.replace(/^\/\//, '')}`;
  // A percent sign that encodes nothing is one, for Python.
  const url = whole.replace(/%(?![\da-f]{2})/gi, '%25');
  if (!/^https?:/.test(url) || !URL.canParse(url) || !isDecodable(new URL(url)))
    throw refused({ from, value: withoutLogin(value) }, 'a proxy such as http://proxy.example.com:3128');
  return { url: new URL(url), from };
}

function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(`${username}:${password}`) !== '';
  } catch {
    return false;
  }
}

/** What may be shown: who reads an error need not know how to get through the proxy. */
const withoutLogin = (value: string) =>
  value.replace(/^((\w+:)?\/\/)?.*@/s, (_, scheme = '') => `${scheme}***@`);

function variable(name: string): { from: string; value: string | undefined } {
  const from = name in process.env ? name : name.toUpperCase();
  return { from, value: process.env[from] };
}
