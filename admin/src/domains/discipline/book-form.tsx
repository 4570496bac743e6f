import type { ReactNode } from 'react';
import { BookFormArticles } from './book-form-articles';
import { BookFormCodes } from './book-form-codes';
import { BookFormMeasures } from './book-form-measures';
import { BookFormReturns } from './book-form-returns';
import { BookFormTerms } from './book-form-terms';
import { BookFormTransition } from './book-form-transition';
import { bookParts } from './book-changes';
import type { RuleBookContent } from './discipline';
import styles from './rule-book.module.css';

/** What every part of the form gets: the draft, the book that it began from, and the way to change it. */
export interface BookFormProps {
  content: RuleBookContent;
  /** What differs from it is coloured. */
  base: RuleBookContent;
  onChange: (content: RuleBookContent) => void;
}

/** A draft's content by its parts, one below the other. */
export function BookForm(props: BookFormProps) {
  return (
    <>
      <Part name="articles">
        <BookFormArticles {...props} />
      </Part>
      <Part name="codes">
        <BookFormCodes {...props} />
      </Part>
      <Part name="measures">
        <BookFormMeasures {...props} />
      </Part>
      <Part name="transition">
        <BookFormTransition {...props} />
      </Part>
      <Part name="terms">
        <BookFormTerms {...props} />
      </Part>
      <Part name="returns">
        <BookFormReturns {...props} />
      </Part>
    </>
  );
}

function Part({ name, children }: { name: (typeof bookParts)[number]['key']; children: ReactNode }) {
  return (
    <section id={`part-${name}`} className={`card ${styles.card}`}>
      <h2>{bookParts.find(({ key }) => key === name)!.label}</h2>
      {children}
    </section>
  );
}
