/** These items by the ID of the account that each is about; the last one counts where there are several of an account. */
export function byAccountId<Item extends { accountId: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.accountId, item]));
}
