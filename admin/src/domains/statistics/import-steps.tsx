import styles from './statistics.module.css';

const steps = ['上传', '对应栏目', '校验与差异', '发布'] as const;

/** How far an import is: 0 上传 … 3 发布, 4 is done. */
export function ImportSteps({ at }: { at: number }) {
  return (
    <ol className={styles.steps} aria-label="导入步骤">
      {steps.map((title, index) => (
        <li key={title} data-state={index < at ? 'done' : index === at ? 'present' : 'coming'} aria-current={index === at ? 'step' : undefined}>
          <span aria-hidden="true">{index < at ? '✓' : index + 1}</span>
          {title}
        </li>
      ))}
    </ol>
  );
}
