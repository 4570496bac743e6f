import { InputNumber } from 'antd';
import { percentOf, rateOf } from './plan-wording';

interface PercentInputProps {
  label: string;
  /** 0–1. */
  rate: number;
  onChange: (rate: number) => void;
}

/** A rate, written as a percentage. */
export function PercentInput({ label, rate, onChange }: PercentInputProps) {
  return (
    <InputNumber
      size="small"
      style={{ width: 96 }}
      min={0}
      max={100}
      step={1}
      suffix="%"
      aria-label={label}
      value={percentOf(rate)}
      onChange={(percent) => percent !== null && onChange(rateOf(percent))}
    />
  );
}

interface CountInputProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A whole number. */
export function CountInput({ label, value, min, max, onChange }: CountInputProps) {
  return <InputNumber size="small" style={{ width: 72 }} min={min} max={max} precision={0} aria-label={label} value={value} onChange={(next) => next !== null && onChange(next)} />;
}
