import './fakes/quiet';
import { describe } from 'vitest';
import { deleteLoginProfile } from '../../lambdas/delete-login-profile';
import { deletesExactlyWhatItIsGiven } from './fakes/delete-stage';

describe('deleteLoginProfile', () => {
  deletesExactlyWhatItIsGiven({
    kind: 'login-profile',
    remove: deleteLoginProfile,
    operation: 'DeleteLoginProfile',
    ids: ['login-profile'],
    inputFor: () => ({}),
  });
});
