import type { StateTypeName } from './state';
import type { StateType } from './state-type';
import { choice } from './types/choice';
import { fail } from './types/fail';
import { map } from './types/map';
import { pass } from './types/pass';
import { succeed } from './types/succeed';
import { task } from './types/task';
import { wait } from './types/wait';

/** Every state type there is; a definition with another one is refused. */
export const stateTypes: Record<StateTypeName, StateType> = {
  Task: task,
  Choice: choice,
  Pass: pass,
  Map: map,
  Wait: wait,
  Succeed: succeed,
  Fail: fail,
};
