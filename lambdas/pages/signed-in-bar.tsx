import type { OpenedLink } from '../approval/approval-state';

/** Says who is signed in, and lets them leave; nothing where a link is enough. */
export function SignedInBar({ link: { decider, path } }: { link: OpenedLink }) {
  const { knownBy } = decider;
  if (knownBy?.kind !== 'sign-in') return null;
  return (
    <form method="post" action={`${path}/sign-out`} class="row">
      <span>
        Signed in as <strong>{knownBy.email ?? knownBy.subject}</strong>
      </span>
      <button type="submit" class="small">
        Sign out
      </button>
    </form>
  );
}
