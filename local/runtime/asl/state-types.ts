import type { StateTypeName } from './state';
import type { StateType } from './state-type';
import { choice } from './states/choice';
import { fail } from './states/fail';
import { map } from './states/map';
import { pass } from './states/pass';
import { succeed } from './states/succeed';
import { task } from './states/task';
import { wait } from './states/wait';

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
