import { disciplineSubjects } from '@yongche/contract/vocabulary';
import { useParams } from 'react-router';
import type { SubjectType } from './discipline';
import { MissingSubject, StandingOf } from './standing-of';

/** 扣分情况 of the subject that the address names. */
export default function StandingPage() {
  const { subjectType = '', id = '' } = useParams();
  if (!Object.hasOwn(disciplineSubjects, subjectType)) return <MissingSubject />;
  return <StandingOf type={subjectType as SubjectType} id={id} title="扣分情况" />;
}
