import type { HttpRequest } from '@smithy/types';
import type { LocalAws, SessionCredentials } from '../../../local-aws';

/** What the functions' SDK clients, which outlive a world, find: the world of the case that is running. */
export const network: {
  world?: Pick<LocalAws, 'requestHandler'>;
  credentialsOf(state: string): SessionCredentials;
  /** The state whose function is being loaded, which makes its clients then. */
  loading: string;
} = {
  credentialsOf: () => {
    throw new Error('No world is running.');
  },
  loading: '',
};

/** A request handler for SDK clients that never leaves the process. */
export const inProcess = {
  handle: async (request: HttpRequest) => {
    const handler = network.world?.requestHandler;
    if (!handler) throw new Error('No world is running.');
    return handler.handle(request);
  },
};

/** Credentials that are asked for anew for every call, since each world has its own. */
export function credentialsOfLoading() {
  const { loading } = network;
  return async () => ({ ...network.credentialsOf(loading), expiration: new Date(0) });
}
