from csv import reader as _reader, writer as _writer


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, *args, **kwds):
        self._names = None if fieldnames is None else list(fieldnames)
        self.restkey = restkey
        self.restval = restval
        self.line_num = 0
        self.reader = _reader(self._counted(f), *args, **kwds)

    def _counted(self, lines):
        for line in lines:
            self.line_num += 1
            yield line

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    @fieldnames.setter
    def fieldnames(self, value):
        self._names = value

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        found = dict(zip(names, row))
        if len(row) > len(names):
            found[self.restkey] = row[len(names) :]
        for name in names[len(row) :]:
            found[name] = self.restval
        return found


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", *args, **kwds):
        self.fieldnames = fieldnames
        self.restval = restval
        self.extrasaction = extrasaction.lower()
        if self.extrasaction not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.writer = _writer(f, *args, **kwds)

    def _values(self, row):
        unknown = [name for name in row if name not in self.fieldnames]
        if unknown and self.extrasaction == "raise":
            names = ", ".join(map(repr, unknown))
            raise ValueError(f"dict contains fields not in fieldnames: {names}")
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def writerow(self, rowdict):
        return self.writer.writerow(self._values(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(self._values(row) for row in rowdicts)


def list_dialects():
    return ["excel", "excel-tab", "unix"]
