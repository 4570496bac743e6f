/** What is said in a group. */
export interface GroupPost {
  title: string;
  /** Plain text, lines ended by `\n`. */
  text: string;
  /** The long picture, PNG; absent where words are enough. */
  picture?: Buffer;
  /** Where anybody may read the picture, for providers that fetch it themselves. */
  pictureUrl?: string;
  /** The provider has taken the text in an earlier attempt: only the picture is still to go. */
  textSent: boolean;
}

/** What a destination is known by; a provider needs some of it. */
export interface GroupSecrets {
  /** Of a robot: the part of its address that names it. */
  key?: string | undefined;
  /** 加签密钥 of DingTalk. */
  secret?: string | undefined;
  /** User id of the group owner in WeCom. */
  sender?: string | undefined;
  /** Ids of customer groups in WeCom. */
  chatIds?: string[] | undefined;
}

/**
 * What a post came to: `sent` · `handed_over` to a person who has still to confirm it in the provider's own app · `failed` it is
 * certain that (the rest of) it did not go out · `unknown` nobody can say. The sentence is ours, in plain Chinese: nothing that a
 * provider writes is passed on. `textSent` says how far it came.
 */
export interface GroupAnswer {
  state: 'sent' | 'handed_over' | 'failed' | 'unknown';
  sentence: string;
  textSent: boolean;
}

/** 群通知: one way of saying something in a group. It throws nothing for what a provider does: that is an answer, too. */
export interface GroupNotifier {
  /** Whether the system has what this way needs of it. */
  isConfigured: boolean;
  post(post: GroupPost, secrets: GroupSecrets): Promise<GroupAnswer>;
}

/** Every way into a group. `manual`: an ordinary WeChat group has no way in for software, so a person forwards it (providers.md 5). */
export interface GroupNotifiers {
  manual: GroupNotifier;
  wecomWebhook: GroupNotifier;
  wecomGroupTask: GroupNotifier;
  dingtalk: GroupNotifier;
}

/** 人工转发: text and picture are ready, and wait for the person. */
export const manual: GroupNotifier = { isConfigured: true, post: async ({ textSent }) => ({ state: 'handed_over', sentence: '文字和长图已备好，请转发到群里后确认', textSent }) };
