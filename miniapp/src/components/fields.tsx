import { Input, Switch, Text, Textarea, View } from '@tarojs/components';
import { spoken } from '@/platform';
import './fields.css';

interface TextFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  placeholder?: string;
  error?: string | undefined;
  /** Shown below where nothing is wrong. */
  hint?: string | undefined;
  keyboard?: 'text' | 'idcard' | 'number';
  maxLength?: number;
}

/** A labelled input whose error stands right below it. */
export function TextField({
  label,
  value,
  onChange,
  placeholder = '',
  error,
  hint,
  keyboard = 'text',
  maxLength = 100,
}: TextFieldProps) {
  return (
    <View className={`field${error ? ' field--wrong' : ''}`}>
      <Text className="field__label">{label}</Text>
      <Input
        className="field__input"
        type={keyboard}
        value={value}
        placeholder={placeholder}
        placeholderClass="field__placeholder"
        maxlength={maxLength}
        {...spoken({ label })}
        cursorSpacing={80}
        onInput={({ detail }) => onChange(String(detail.value))}
      />
      {error ? (
        <Text className="field__error">{error}</Text>
      ) : hint ? (
        <Text className="field__hint">{hint}</Text>
      ) : null}
    </View>
  );
}

/** A labelled field for several lines, with how much has been written. */
export function AreaField({
  label,
  value,
  onChange,
  placeholder,
  maxLength,
}: Pick<TextFieldProps, 'label' | 'value' | 'onChange'> & { placeholder: string; maxLength: number }) {
  return (
    <View className="field">
      <Text className="field__label">{label}</Text>
      <Textarea
        className="field__area"
        value={value}
        maxlength={maxLength}
        placeholder={placeholder}
        placeholderClass="field__placeholder"
        {...spoken({ label })}
        cursorSpacing={80}
        onInput={({ detail }) => onChange(String(detail.value))}
      />
      <Text className="field__hint">{`已写${value.length}字，最多${maxLength}字`}</Text>
    </View>
  );
}

interface ChoiceFieldProps<T extends string> {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T | undefined;
  onChange(value: T): void;
  error?: string | undefined;
}

/** One of a few, all of them to be seen: side by side, or below each other where the words are long. */
export function ChoiceField<T extends string>({ label, options, value, onChange, error }: ChoiceFieldProps<T>) {
  const long = options.some(([, text]) => text.length > 6);
  return (
    <View className={`field${error ? ' field--wrong' : ''}`}>
      <Text className="field__label">{label}</Text>
      <View className={`choices${long ? ' choices--long' : ''}`}>
        {options.map(([option, text]) => (
          <View
            key={option}
            className={`choices__one${option === value ? ' choices__one--on' : ''}`}
            {...spoken({ role: 'radio', label: `${label} ${text}`, checked: option === value })}
            onClick={() => onChange(option)}
          >
            <Text>{text}</Text>
          </View>
        ))}
      </View>
      {error && <Text className="field__error">{error}</Text>}
    </View>
  );
}

/** Yes or no. */
export function SwitchField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: boolean;
  onChange(value: boolean): void;
}) {
  return (
    <View className="field field--switch">
      <View className="field__words">
        <Text className="field__label">{label}</Text>
        {hint && <Text className="field__hint">{hint}</Text>}
      </View>
      <Switch
        checked={value}
        color="#0b5c63"
        {...spoken({ label })}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </View>
  );
}

/** A tick before something that must be agreed to; never ticked beforehand. */
export function Tick({ text, value, onChange }: { text: string; value: boolean; onChange(value: boolean): void }) {
  return (
    <View
      className="tick"
      {...spoken({ role: 'checkbox', label: text, checked: value })}
      onClick={() => onChange(!value)}
    >
      <View className={`tick__box${value ? ' tick__box--on' : ''}`}>{value ? <Text>✓</Text> : null}</View>
      <Text className="tick__text">{text}</Text>
    </View>
  );
}
