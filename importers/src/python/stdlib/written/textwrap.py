_SPACE = "\t\n\x0b\x0c\r "


def _is_letter(text, at):
    return 0 <= at < len(text) and (text[at].isalpha() or text[at] == "_")


def _pieces(word):
    """A word, cut behind its hyphens and around its dashes."""
    pieces = []
    start = at = 0
    while at < len(word):
        if word[at] != "-":
            at += 1
            continue
        end = at
        while end < len(word) and word[end] == "-":
            end += 1
        if end - at > 1:
            # A dash stands for itself between two words.
            if start < at and end < len(word):
                pieces += [word[start:at], word[at:end]]
                start = end
        elif (
            _is_letter(word, at - 1)
            and (_is_letter(word, at - 2) or word[at - 2 : at - 1] == "-")
            and at - 2 >= 0
            and _is_letter(word, end)
            and (_is_letter(word, end + 1) or word[end + 1 : end + 2] == "-")
        ):
            pieces.append(word[start:end])
            start = end
        at = end
    if start < len(word):
        pieces.append(word[start:])
    return pieces


def _words(text):
    """Words, and the space between them."""
    words = []
    for c in text:
        if words and (c in _SPACE) == (words[-1][0] in _SPACE):
            words[-1] += c
        else:
            words.append(c)
    return words


class TextWrapper:
    def __init__(
        self,
        width=70,
        initial_indent="",
        subsequent_indent="",
        expand_tabs=True,
        replace_whitespace=True,
        fix_sentence_endings=False,
        break_long_words=True,
        drop_whitespace=True,
        break_on_hyphens=True,
        tabsize=8,
        *,
        max_lines=None,
        placeholder=" [...]",
    ):
        if fix_sentence_endings:
            raise NotImplementedError("fix_sentence_endings")
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _chunks(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = "".join(" " if c in "\t\n\x0b\x0c\r " else c for c in text)
        words = _words(text)
        if not self.break_on_hyphens:
            return words
        return [piece for word in words for piece in _pieces(word)]

    def wrap(self, text):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        chunks = self._chunks(text)
        lines = []
        at = 0
        while at < len(chunks):
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[at].strip():
                at += 1
                if at == len(chunks):
                    break
            line = []
            size = 0
            while at < len(chunks) and size + len(chunks[at]) <= width:
                line.append(chunks[at])
                size += len(chunks[at])
                at += 1
            if at < len(chunks) and len(chunks[at]) > width:
                long = chunks[at]
                space = 1 if width < 1 else width - size
                if self.break_long_words:
                    end = space
                    if self.break_on_hyphens and len(long) > space:
                        hyphen = long.rfind("-", 0, space)
                        if hyphen > 0 and any(c != "-" for c in long[:hyphen]):
                            end = hyphen + 1
                    line.append(long[:end])
                    chunks[at] = long[end:]
                elif not line:
                    line.append(long)
                    at += 1
                size = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                size -= len(line[-1])
                line.pop()
            if not line:
                continue
            rest = chunks[at:]
            done = not rest or (
                self.drop_whitespace and len(rest) == 1 and not rest[0].strip()
            )
            if (
                self.max_lines is None
                or len(lines) + 1 < self.max_lines
                or (done and size <= width)
            ):
                lines.append(indent + "".join(line))
                continue
            while line:
                if line[-1].strip() and size + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + "".join(line))
                    break
                size -= len(line[-1])
                line.pop()
            else:
                if lines:
                    last = lines[-1].rstrip()
                    if len(last) + len(self.placeholder) <= self.width:
                        lines[-1] = last + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **options):
    return TextWrapper(width=width, **options).wrap(text)


def fill(text, width=70, **options):
    return TextWrapper(width=width, **options).fill(text)


def shorten(text, width, **options):
    wrapper = TextWrapper(width=width, max_lines=1, **options)
    return wrapper.fill(" ".join(text.strip().split()))
