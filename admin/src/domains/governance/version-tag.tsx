import { dayOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { type AdoptedVersion, versionStateOf } from './adopted-version';

interface VersionTagProps {
  version: Pick<AdoptedVersion, 'state' | 'inForce' | 'atMeeting'>;
  /** First day or first year for which it holds; null while it is not adopted. */
  from: string | null;
}

/** How a version stands. */
export function VersionTag({ version, from }: VersionTagProps) {
  const { label, tone } = versionStateOf(version, from, dayOf(new Date()));
  return <ToneTag tone={tone}>{label}</ToneTag>;
}
