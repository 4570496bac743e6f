import type { drillChecks } from '@yongche/contract';

/** 备份不可用: what was found wrong before anything was used, as one Chinese sentence with the file and the place in it. */
export class BackupRefused extends Error {
  constructor(
    readonly check: keyof typeof drillChecks,
    readonly sentence: string,
  ) {
    super(sentence);
  }
}

/** 没有做成: the backup may be whole, but this machine cannot show it; the sentence says why and what to do. */
export class DrillNotMade extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}
