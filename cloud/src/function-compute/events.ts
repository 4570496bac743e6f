import { z } from 'zod';

/** What a timer wakes a process for, and for how many seconds it takes up new work; what is in hand then is ended. */
export const errand = z.strictObject({ work: z.enum(['jobs', 'long-jobs', 'readings']), seconds: z.int().min(1).max(3600) });
export type Errand = z.output<typeof errand>;

/** 定时触发器: the payload is the text that `s.yaml` gives the trigger. */
export const timerEvent = z.object({
  triggerTime: z.iso.datetime(),
  triggerName: z.string(),
  payload: z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'the payload of the timer is no JSON' });
      return z.NEVER;
    }
  }).pipe(errand),
});

/** OSS触发器: objects that were written. The bucket is not looked at: whatever is announced, our own bucket is asked. */
export const storageEvent = z.object({
  events: z.array(z.object({ eventName: z.string(), oss: z.object({ object: z.object({ key: z.string() }) }) })),
});
