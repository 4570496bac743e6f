/** A browser has no such messages: reminders go to the inbox. */
export const asksSubscription = () => false;

export const askSubscription = (_templateId: string) => Promise.resolve(false);
