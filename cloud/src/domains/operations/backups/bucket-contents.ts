/** What lies in the bucket below a prefix, whether it is backed up, and whether the product itself ever removes it. */
interface Contents {
  prefix: string;
  backUp: boolean;
  /** Why not, or why it must never be gone. */
  reason: string;
  /** Removed in order where no row of the database names it any more; else what is gone was lost. */
  isRemovedInOrder: boolean;
}

/** 影像存储的内容. What is not listed here is backed up, and never removed in order: whoever adds something need not think of it. */
export const bucketContents: Contents[] = [
  { prefix: 'transactions/', backUp: true, reason: 'pictures of deals and their thumbnails, sealed', isRemovedInOrder: true },
  { prefix: 'register/', backUp: true, reason: 'papers of the register, sealed', isRemovedInOrder: true },
  { prefix: 'bulletins/', backUp: true, reason: 'pictures of monthly bulletins', isRemovedInOrder: true },
  { prefix: 'audit/', backUp: true, reason: 'signed checkpoints of the audit log: evidence for as long as the log', isRemovedInOrder: false },
  { prefix: 'evidence/', backUp: true, reason: 'signed checkpoints and timestamps of the evidence log', isRemovedInOrder: false },
  { prefix: 'incoming/', backUp: false, reason: 'uploads that are not received yet, plain: they are sealed elsewhere or thrown away within minutes', isRemovedInOrder: true },
  { prefix: 'backups/', backUp: false, reason: 'markets’ own backups, which live for a week and can be made again', isRemovedInOrder: true },
  { prefix: 'bulletin-codes/', backUp: false, reason: 'mini-program codes, which WeChat draws again', isRemovedInOrder: true },
];

export const contentsOf = (key: string): Contents | undefined => bucketContents.find(({ prefix }) => key.startsWith(prefix));
