import type { StoreEntries } from '../store/entries';

/** What a list of rules is in a key value store, however it is encoded. */
export type StoreContent = Pick<StoreEntries, 'entries' | 'tierOf'>;
