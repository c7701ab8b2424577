/** These items by the ID of the account that each is about; of several about one account the last one counts. */
export function byAccountId<Item extends { accountId: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.accountId, item]));
}
