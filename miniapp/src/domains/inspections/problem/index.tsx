import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { AreaField } from '@/components/fields';
import { LinkRow, Links } from '@/components/links';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { Steps } from '@/components/steps';
import { useThumbnails } from '@/domains/transactions/picture-views';
import { open, routes } from '@/routes';
import { useAction } from '@/use-action';
import { usePolling } from '@/use-polling';
import { forgetNote, recallNote, rememberNote } from '../correction-draft';
import { nextOf, standingOfProblem, titleOfStep, type Problem } from '../problem-view';
import { useProblem } from '../use-problem';
import { ItemCard } from './item-card';
import { PlaceSheet } from './place-sheet';
import { ProblemHead } from './problem-head';
import './index.css';

/** 问题单: what was found in a deal, its correction by new photos and a word, and what became of it. */
export default function ProblemPage() {
  const id = useRouter().params.id ?? '';
  const { problem, uploads, error, reload, set } = useProblem(id);
  const [note, setNote] = useState(() => recallNote(id));
  const [choosing, setChoosing] = useState(false);
  const correcting = useAction(() => void reload());
  const { urls, error: unseen } = useThumbnails(problem?.transactionId, pictureIds(problem));
  usePolling(problem?.state === 'corrected', 10_000, reload);

  if (!problem)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  const next = nextOf(problem, uploads, note);
  const correct = () =>
    correcting.run(async () => {
      set(await call('POST /problems/:id/correction', { params: { id }, body: { note: note.trim() } }));
      forgetNote(id);
      setNote('');
    });
  function write(text: string) {
    setNote(text);
    rememberNote(id, text);
  }

  const standing = standingOfProblem(problem);
  return (
    <Screen
      footer={
        problem.may.correct && (
          <>
            {correcting.error && <Note kind="wrong">{correcting.error}</Note>}
            <ActionButton
              text={next.text}
              disabled={!next.ready}
              busy={correcting.busy}
              onTap={() => void correct()}
            />
          </>
        )
      }
    >
      {error && <Note kind="care">{error}</Note>}
      <Note kind={standing.kind}>{standing.text}</Note>
      <ProblemHead problem={problem} />
      {unseen && <Note>{unseen}</Note>}
      {problem.items.map((item, at) => (
        <ItemCard
          key={at}
          problem={problem}
          item={item}
          uploads={uploads}
          urls={urls}
          onChoose={() => setChoosing(true)}
        />
      ))}
      {problem.may.correct ? (
        <Card title="改正说明">
          <AreaField
            label="怎样改正的"
            value={note}
            maxLength={300}
            placeholder="例如：已请车主带原件到场，重新拍摄"
            onChange={write}
          />
        </Card>
      ) : (
        problem.correctionNote && (
          <Card title="改正说明">
            <Note>{problem.correctionNote}</Note>
          </Card>
        )
      )}
      <Card title="处理经过">
        <Steps
          steps={problem.steps.map((step) => ({
            title: titleOfStep(step),
            at: step.at,
            state: 'done',
            under: [step.by, step.note].filter(Boolean).join('：'),
          }))}
        />
      </Card>
      <Links>
        {!unseen && (
          <LinkRow
            text="看这笔交易"
            under={problem.serial}
            onTap={() => open(routes.detail, { id: problem.transactionId })}
          />
        )}
        <LinkRow text="扣分与申诉" onTap={() => open(routes.points)} />
      </Links>
      {choosing && <PlaceSheet problem={problem} onClose={() => setChoosing(false)} />}
    </Screen>
  );
}

/** The pictures that were found wrong, and those that correct them. */
const pictureIds = (problem: Problem | undefined) =>
  [
    ...new Set(
      problem?.items.flatMap(({ imageId, corrections }) => [
        ...(imageId ? [imageId] : []),
        ...corrections.filter(({ state }) => state !== 'uploading').map(({ id }) => id),
      ]),
    ),
  ];
