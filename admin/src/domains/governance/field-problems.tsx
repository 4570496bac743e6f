import type { FieldError } from '@yongche/contract';
import { createContext, type ReactNode, useContext } from 'react';
import { isWithin } from './draft-changes';
import styles from './version.module.css';

/** What the server found wrong in a draft, each at its path. */
export const FieldProblems = createContext<FieldError[]>([]);

/** What is wrong at a path of the content, such as `codes.3.points`. */
export function useProblem(path: string): string | undefined {
  return useContext(FieldProblems).find(({ field }) => field === `content.${path}`)?.message;
}

/** Everything that is wrong at a path of the content or below it. */
export function useProblemsWithin(path: string): string[] {
  return useContext(FieldProblems)
    .filter(({ field }) => isWithin(field, `content.${path}`))
    .map(({ message }) => message);
}

/** What is wrong, in red below what is edited; nothing where all is well. */
export function Problem({ children }: { children: ReactNode }) {
  return children ? (
    <p className={styles.problem} role="alert">
      {children}
    </p>
  ) : null;
}
