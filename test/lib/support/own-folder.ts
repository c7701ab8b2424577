import { ownTemporaryFolder } from './synthesized';

// For each test file, though several share a process.
ownTemporaryFolder();
