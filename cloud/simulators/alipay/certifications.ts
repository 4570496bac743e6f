import { randomBytes } from 'node:crypto';

const lifetimeMs = 30 * 60_000;

/** What a person may do in front of the camera; `cancel` and simply leaving are undecided for Alipay. */
export type Outcome = 'pass' | 'fail' | 'cancel';

/** One 人脸核身: bound at its beginning to one name and one ID number. */
export interface Certification {
  id: string;
  name: string;
  idNumber: string;
  outcome: Outcome | undefined;
  expiresAt: number;
}

export interface Certifications {
  begin(name: string, idNumber: string): Certification;
  find(id: string): Certification | undefined;
  /** The first pass or failure stands; a cancelled one may be tried again while it lasts. */
  decide(id: string, outcome: Outcome): Certification | undefined;
}

export function createCertifications(): Certifications {
  const all = new Map<string, Certification>();
  const find = (id: string) => {
    const found = all.get(id);
    return found && found.expiresAt > Date.now() ? found : undefined;
  };
  return {
    find,
    begin(name, idNumber) {
      for (const [id, one] of all) if (one.expiresAt < Date.now()) all.delete(id);
      const id = randomBytes(16).toString('hex');
      const certification = { id, name, idNumber, outcome: undefined, expiresAt: Date.now() + lifetimeMs };
      all.set(id, certification);
      return certification;
    },
    decide(id, outcome) {
      const certification = find(id);
      if (certification && certification.outcome !== 'pass' && certification.outcome !== 'fail') {
        certification.outcome = outcome;
      }
      return certification;
    },
  };
}
