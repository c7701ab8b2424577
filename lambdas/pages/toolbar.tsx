import { kindNames, recentDays } from '../report/words';
import { credentialKinds } from '../run/model';

/** Search, filters and order for long plans: hidden until the script shows it, and never sent, having no names. */
export function Toolbar() {
  return (
    <div class="toolbar" id="toolbar" hidden>
      <label class="wide" for="search">
        Search{' '}
        <input type="search" id="search" placeholder="Name, ID, email, unit, key …" autocomplete="off" />
      </label>
      <label for="kind">
        Kind{' '}
        <select id="kind">
          <option value="">All kinds</option>
          {credentialKinds.map((kind) => (
            <option value={kind}>{kindNames[kind]}</option>
          ))}
        </select>
      </label>
      <label for="use">
        Use{' '}
        <select id="use">
          <option value="">Used or not</option>
          <option value="caution">Used in {recentDays} days, or not known</option>
          <option value="quiet">Not used in {recentDays} days</option>
        </select>
      </label>
      <label for="order">
        Order{' '}
        <select id="order">
          <option value="plan">As planned</option>
          <option value="name">Name</option>
          <option value="used">Last used first</option>
          <option value="most">Most credentials first</option>
        </select>
      </label>
      <p class="wide row">
        <span id="shown" role="status" />
        <span>
          <button type="button" class="small" id="tick-shown">
            Tick what is shown
          </button>{' '}
          <button type="button" class="small" id="untick-shown">
            Untick what is shown
          </button>
        </span>
      </p>
    </div>
  );
}
