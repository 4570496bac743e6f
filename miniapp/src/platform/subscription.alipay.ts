/** Reminders go to the inbox here: the template is WeChat's. */
export const asksSubscription = () => false;

export const askSubscription = (_templateId: string) => Promise.resolve(false);
