"""Whether two texts in nearly the same words ask for different things.

Alike letters prove nothing: "bỏ khoản này" and "không bỏ khoản này" share all words but one. So
two texts are laid side by side, and what only one of them has is looked at: a number, a word of
negation, side or measure, another noun in the same place, the same words in exchanged places. Left
are slips of the hand, politeness and reasons that are added.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from civickit.vntext import fold, is_syllable, spelling_key

Words = Sequence[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that turn, bound or measure what is asked, wherever they are put in or left out.
STRICT = _words("""
    không chưa chẳng đừng thôi cấm trừ ngoài chỉ riêng cận bắt buộc khuyến khích phép tối đa
    thiểu trên dưới trước sau sớm muộn chậm tăng giảm nâng hạ bỏ giữ thêm bớt mọi tất nửa đôi
    hơn kém miễn hủy huỷ xóa xoá ngừng dừng ít nhiều mỗi từng
""")
# Words that carry no ask: politeness, grammar, degree.
FILLER = _words("""
    đề nghị kiến tôi chúng ta em mình con cháu cô bác chú anh chị xin kính gửi thưa mong muốn
    rằng là thì mà của các những một nên cần phải được có thể theo với tại trong ở này đó kia
    khi nay hiện cũng như sẽ đã đang còn vẫn quá rất thật lắm ạ ah à nhé nhỉ vậy rồi ngay cho
    và về đến từ ra vào bởi vì do để nhằm thôi đây ấy nữa bà dân sự yêu cầu việc hãy xem xét
    lại quý ban soạn thảo dự dung nội quy định điều khoản điểm
""")
_CONTRAST = _words("""
    từ đến tới và hoặc hay do cho phải được thể với trong ngoài trên dưới
""")
# What is added after one of these is a reason or an emphasis.
_REASONS = frozenset(("vì", "bởi", "để", "nhằm", "nhất", "vi", "boi", "nham", "nhat"))
_AND = frozenset(("và", "hoặc", "cùng", "va", "hoac", "cung", "lẫn"))
# A word after one of these is a name: no slip of the hand is assumed in it.
_CLASSES = _words("""
    xã phường huyện quận tỉnh thôn ấp bản tổ sở phòng ban chi cục ông bà trường viện chợ cầu
    đường sông hội ty khu đảo làng hợp tác
""")
_STRICT_BARE = _words("""
    khong chua chang dung cam tru ngoai rieng bat buoc khuyen khich toi da thieu tren duoi
    truoc sau som muon cham tang giam nang ha bo giu them bot moi tat mien huy xoa ngung it
    nhieu
""") - {"toi", "dung", "bo", "da"}
_FILLER_BARE = frozenset(map(fold, FILLER)) - {"thoi", "can"}
_SHORT = 10  # words that carry something; in a shorter text each of them counts
_MOST_LEFT_OUT = 2
_MOST_SPANS, _WIDEST_SPAN = 2, 4


def differ(words: Words, other: Words) -> bool:
    """Whether texts of nearly the same words ask for different things; symmetric.

    Words are in small letters, with marks where the writer made any.

    >>> differ("đề nghị bỏ khoản này".split(), "đề nghị không bỏ khoản này".split())
    True
    >>> differ("đề nghị bỏ khoản này".split(), "de nghi bo khoan nay".split())
    False
    """
    if words == other:
        return False
    if _numbers(words) != _numbers(other):
        return True
    return _Sides(words, other).differ


def is_minimal_pair(words: Words, other: Words) -> bool:
    """Whether two texts are one sentence but for a word or two, so that these are what matters."""
    sides = _Sides([fold(word) for word in words], [fold(word) for word in other])
    widths = [max(len(sides.asks(some)) for some in span) for span in sides.changes]
    shorter = min(len(sides.asks(sides.one)), len(sides.asks(sides.other)))
    return (
        len(widths) <= _MOST_SPANS
        and max(widths, default=0) <= _WIDEST_SPAN
        and 2 * sum(widths) <= shorter + _MOST_SPANS
    )


def _numbers(words: Words) -> list[str]:
    return [word for word in words if word[0].isdigit()]


def is_marked(words: Words) -> bool:
    """Whether the writer made marks."""
    return not all(map(str.isascii, words))


class _Sides:
    """Two texts side by side."""

    def __init__(self, words: Words, other: Words) -> None:
        self.are_marked = is_marked(words) and is_marked(other)
        if not self.are_marked:
            words, other = [fold(word) for word in words], [fold(word) for word in other]
        self.one, self.other = words, other
        self.strict = STRICT if self.are_marked else _STRICT_BARE
        self.filler = FILLER if self.are_marked else _FILLER_BARE

    @property
    def differ(self) -> bool:
        begin, end = self._common()
        words, other = (
            self.one[begin : len(self.one) - end],
            self.other[begin : len(self.other) - end],
        )
        if not self.asks(words) and not self.asks(other) and not self._turns(words, other):
            return False
        bare = [fold(word) for word in words], [fold(word) for word in other]
        steps = SequenceMatcher(None, *bare, autojunk=False).get_opcodes()
        left_out = [words[a:b] for step, a, b, _c, _d in steps if step in ("delete", "replace")]
        put_in = [other[c:d] for step, _a, _b, c, d in steps if step in ("insert", "replace")]
        if self._is_exchanged(left_out, put_in):
            return True
        for step, a, b, c, d in steps:
            if step == "equal" and self._is_respelled(words[a:b], other[c:d]):
                return True
            if step != "equal" and self._is_change(words[a:b], other[c:d], begin + a, begin + c):
                return True
        return False

    @property
    def changes(self) -> list[tuple[Words, Words]]:
        """What only one of them has, place by place; politeness is no change."""
        steps = SequenceMatcher(None, self.one, self.other, autojunk=False).get_opcodes()
        spans = [(self.one[a:b], self.other[c:d]) for step, a, b, c, d in steps if step != "equal"]
        return [
            span for span in spans if self.asks(span[0]) or self.asks(span[1]) or self._turns(*span)
        ]

    def _common(self) -> tuple[int, int]:
        """How many words are equal at both ends."""
        most, begin, end = min(len(self.one), len(self.other)), 0, 0
        while begin < most and self.one[begin] == self.other[begin]:
            begin += 1
        while end < most - begin and self.one[-1 - end] == self.other[-1 - end]:
            end += 1
        return begin, end

    def asks(self, words: Words) -> list[str]:
        """Words that are no filler."""
        return [word for word in words if word not in self.filler]

    def _turns(self, words: Words, other: Words) -> bool:
        return bool(
            (self.strict.intersection(words) ^ self.strict.intersection(other))
            or (_CONTRAST.intersection(words) and _CONTRAST.intersection(other))
        )

    def _is_exchanged(self, left_out: Sequence[Words], put_in: Sequence[Words]) -> bool:
        """Whether words left out in one place stand in another: roles may have been exchanged."""
        gone = {word for some in left_out for word in self.asks(some)}
        come = {word for some in put_in for word in self.asks(some)}
        return bool(gone & come)

    def _is_respelled(self, words: Words, other: Words) -> bool:
        """Whether marks make another word of it: xã Đông Sơn, xã Đồng Sơn."""
        return self.are_marked and any(
            a != b and is_syllable(a) and is_syllable(b) and spelling_key(a) != spelling_key(b)
            for a, b in zip(words, other, strict=True)
        )

    def _is_change(self, words: Words, other: Words, at_one: int, at_other: int) -> bool:
        a, b = self.asks(words), self.asks(other)
        if a and b:
            named = self._is_name(self.one, at_one) or self._is_name(self.other, at_other)
            return named or not _is_slip(a, b)
        if (a or b) and (words or other)[0] in _REASONS and min(at_one, at_other) > 3:
            return False
        if self.strict.intersection(words) ^ self.strict.intersection(other):
            return True
        if not a and not b:
            sides = _CONTRAST.intersection(words), _CONTRAST.intersection(other)
            return bool(sides[0] and sides[1] and sides[0] != sides[1])
        return self._is_more(words if a else other, a or b)

    def _is_name(self, words: Words, at: int) -> bool:
        """Whether the word there belongs to a name of one or two words."""
        first = at > 0 and words[at - 1] in _CLASSES
        second = at > 1 and words[at - 2] in _CLASSES and words[at - 1] not in self.filler
        return self.are_marked and (first or second)

    def _is_more(self, words: Words, asks: list[str]) -> bool:
        """Whether what only one text has is more than a word left out by a slip."""
        shorter = min(len(self.asks(self.one)), len(self.asks(self.other)))
        return shorter < _SHORT or len(asks) > _MOST_LEFT_OUT or bool(_AND.intersection(words))


def _is_slip(words: list[str], other: list[str]) -> bool:
    """Whether words differ as a slip of the hand makes them: a letter, a space."""
    if "".join(words) == "".join(other):
        return True
    if len(words) != len(other):
        return False
    return all(a == b or _is_letter_away(a, b) for a, b in zip(words, other, strict=True))


def _is_letter_away(word: str, other: str) -> bool:
    """The last letter left out, or one letter changed that makes no word of the language."""
    short, long = sorted((fold(word), fold(other)), key=len)
    if len(long) < 3:
        return False
    if long[:-1] == short:
        return True
    if is_syllable(word) and is_syllable(other):
        return False
    if len(short) == len(long):
        wrong = [place for place, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) == 1 or (swapped and sorted(short) == sorted(long))
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
