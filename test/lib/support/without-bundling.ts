import { vi } from 'vitest';

// Most tests look at the templates only, and bundling is most of a synthesis.
vi.mock('../../../lib/lambda-bundles', () => import('./no-bundles'));
