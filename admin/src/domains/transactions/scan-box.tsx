import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../api';
import { findDeal, normalizeEntry } from './find-deal';
import styles from './queue-page.module.css';
import { scannedIn } from './scanned-serial';

interface ScanBoxProps {
  /** Enter in the empty box. */
  onEmptyEnter: () => void;
}

/** The box that a scanner types into: a serial and Enter open that deal. */
export function ScanBox({ onEmptyEnter }: ScanBoxProps) {
  const navigate = useNavigate();
  const [entry, setEntry] = useState('');
  const input = useRef<InputRef>(null);
  const find = useMutation({
    mutationFn: findDeal,
    onSuccess: (found, sought) => {
      if ('deal' in found) void navigate(`/transactions/${found.deal.id}`);
      else if (found.matches > 1) void navigate(`/transactions?q=${encodeURIComponent(normalizeEntry(sought))}`);
      else input.current?.select();
    },
    onError: () => input.current?.select(),
  });
  const isUnknown = find.data && 'matches' in find.data && find.data.matches === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (find.isPending) return;
    if (entry.trim() === '') onEmptyEnter();
    else find.mutate(scannedIn(entry));
  };
  // Wherever the focus is: what a scanner or a hand types goes into the box.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyped = /^[\dA-Za-z]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
      if (!isTyped || (event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]'))) return;
      event.preventDefault();
      setEntry((typed) => typed + event.key);
      input.current?.focus({ cursor: 'end' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <form className={styles.scan} role="search" onSubmit={submit}>
      <Input
        ref={input}
        size="large"
        autoFocus
        allowClear
        spellCheck={false}
        autoComplete="off"
        aria-label="扫描或输入流水号"
        placeholder="扫描二维码，或输入流水号、车牌、车架号"
        value={entry}
        onChange={(event) => {
          setEntry(event.target.value);
          find.reset();
        }}
      />
      <Button size="large" type="primary" htmlType="submit" loading={find.isPending}>
        打开
      </Button>
      {(isUnknown || find.isError) && (
        <p className={styles.scanProblem} role="alert">
          {find.isError ? sentenceOf(find.error) : `没有找到“${entry.trim()}”，请再扫一次，或请代理人确认选的是本市场。`}
        </p>
      )}
    </form>
  );
}
