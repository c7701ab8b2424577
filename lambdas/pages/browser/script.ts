import { assistDecision } from './assist-decision';
import { followRun } from './follow-run';
import { showLocalTimes } from './local-times';

// The one script of the approval pages. They say and do everything without it, too.
showLocalTimes(document);
const form = document.getElementById('decision');
if (form instanceof HTMLFormElement) assistDecision(form);
void followRun();
