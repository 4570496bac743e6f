import { recall, remember } from '@/storage';

const name = 'bulletin-read';

/** Keeps on this phone which bulletin was opened last. */
export const keepAsRead = (id: string) => remember(name, id);

/** The bulletin that was opened last on this phone. */
export const lastRead = () => recall<string>(name);
