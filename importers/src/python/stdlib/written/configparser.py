import re as _re
from collections.abc import MutableMapping as _MutableMapping

_MISSING = object()
_STATES = {
    "1": True,
    "yes": True,
    "true": True,
    "on": True,
    "0": False,
    "no": False,
    "false": False,
    "off": False,
}


class Error(Exception):
    def __init__(self, msg=""):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        Error.__init__(self, f"No section: {section!r}")
        self.section = section
        self.args = (section,)


class NoOptionError(Error):
    def __init__(self, option, section):
        Error.__init__(self, f"No option {option!r} in section: {section!r}")
        self.option = option
        self.section = section
        self.args = (option, section)


class DuplicateSectionError(Error):
    pass


class DuplicateOptionError(Error):
    pass


class ParsingError(Error):
    pass


class MissingSectionHeaderError(ParsingError):
    pass


class InterpolationError(Error):
    pass


class InterpolationMissingOptionError(InterpolationError):
    pass


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    pass


class SectionProxy(_MutableMapping):
    def __init__(self, parser, name):
        self.parser = parser
        self.name = name

    def __getitem__(self, key):
        if not self.parser.has_option(self.name, key):
            raise KeyError(key)
        return self.parser.get(self.name, key)

    def __setitem__(self, key, value):
        self.parser.set(self.name, key, value)

    def __delitem__(self, key):
        if not self.parser.remove_option(self.name, key):
            raise KeyError(key)

    def __contains__(self, key):
        return self.parser.has_option(self.name, key)

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter(self._names())

    def _names(self):
        if self.name == self.parser.default_section:
            return list(self.parser.defaults())
        return self.parser.options(self.name)

    def __repr__(self):
        return f"<Section: {self.name}>"

    def get(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.get(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getint(self, option, fallback=None):
        return self.parser.getint(self.name, option, fallback=fallback)

    def getfloat(self, option, fallback=None):
        return self.parser.getfloat(self.name, option, fallback=fallback)

    def getboolean(self, option, fallback=None):
        return self.parser.getboolean(self.name, option, fallback=fallback)


class RawConfigParser(_MutableMapping):
    _interpolates = False

    def __init__(self, defaults=None, *, allow_no_value=False, default_section="DEFAULT", interpolation=_MISSING):
        self.default_section = default_section
        self._allow_no_value = allow_no_value
        if interpolation is None:
            self._interpolates = False
        self._defaults = {}
        self._sections = {}
        for name, value in (defaults or {}).items():
            self._defaults[self.optionxform(name)] = value

    def optionxform(self, optionstr):
        return optionstr.lower()

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._sections:
            raise DuplicateSectionError(f"Section {section!r} already exists")
        self._sections[section] = {}

    def has_section(self, section):
        return section in self._sections

    def _own(self, section):
        if section in self._sections:
            return self._sections[section]
        if section == self.default_section:
            return self._defaults
        raise NoSectionError(section)

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def remove_option(self, section, option):
        return self._own(section).pop(self.optionxform(option), _MISSING) is not _MISSING

    def remove_section(self, section):
        return self._sections.pop(section, _MISSING) is not _MISSING

    def read(self, filenames, encoding=None):
        if isinstance(filenames, str) or hasattr(filenames, "__fspath__"):
            filenames = [filenames]
        done = []
        for name in filenames:
            try:
                with open(name, encoding=encoding) as file:
                    self.read_file(file)
            except OSError:
                continue
            done.append(name)
        return done

    def read_file(self, f, source=None):
        self._read(list(f), source or getattr(f, "name", "<???>"))

    def read_string(self, string, source="<string>"):
        self._read(string.splitlines(True), source)

    def read_dict(self, dictionary, source="<dict>"):
        for section, options in dictionary.items():
            if section != self.default_section and section not in self._sections:
                self.add_section(section)
            for name, value in options.items():
                self._own(section)[self.optionxform(str(name))] = None if value is None else str(value)

    def _read(self, lines, source):
        section = None
        options = None
        seen = set()
        name = None
        indent = 0
        collected = {}
        for number, line in enumerate(lines, 1):
            stripped = line.strip()
            is_comment = stripped.startswith(("#", ";"))
            value = "" if is_comment else stripped
            if not value:
                if not is_comment and options is not None and name and collected.get((section, name)) is not None:
                    collected[(section, name)].append("")
                elif not is_comment:
                    indent = 10**9
                continue
            here = len(line) - len(line.lstrip())
            if options is not None and name and here > indent:
                if collected[(section, name)] is None:
                    raise ParsingError(f"Source contains parsing errors: {source!r}\n\t[line {number:2d}]: {line!r}")
                collected[(section, name)].append(value)
                continue
            indent = here
            header = _re.match(r"\[(?P<header>.+)\]", value)
            if header:
                section = header.group("header")
                if section in self._sections or section == self.default_section:
                    if section in seen:
                        raise DuplicateSectionError(
                            f"While reading from {source!r} [line {number:2d}]: section {section!r} already exists"
                        )
                else:
                    self._sections[section] = {}
                seen.add(section)
                options = self._own(section)
                name = None
                continue
            if options is None:
                raise MissingSectionHeaderError(
                    f"File contains no section headers.\nfile: {source!r}, line: {number}\n{line!r}"
                )
            parts = _re.match(r"(?P<name>.*?)\s*(?:(?P<mark>[=:])\s*(?P<value>.*))?$", value)
            if parts.group("mark") is None and not self._allow_no_value or not parts.group("name"):
                raise ParsingError(f"Source contains parsing errors: {source!r}\n\t[line {number:2d}]: {line!r}")
            name = self.optionxform(parts.group("name").rstrip())
            if (section, name) in seen:
                raise DuplicateOptionError(
                    f"While reading from {source!r} [line {number:2d}]: option {name!r} in section {section!r} already exists"
                )
            seen.add((section, name))
            found = parts.group("value")
            collected[(section, name)] = None if found is None else [found.strip()]
            options[name] = None
        for (section, name), parts in collected.items():
            self._own(section)[name] = None if parts is None else "\n".join(parts).rstrip()

    def _looked_up(self, section, vars):
        found = dict(self._defaults)
        found.update(self._own(section))
        for name, value in (vars or {}).items():
            found[self.optionxform(name)] = None if value is None else str(value)
        return found

    def get(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        try:
            found = self._looked_up(section, vars)
        except NoSectionError:
            if fallback is _MISSING:
                raise
            return fallback
        name = self.optionxform(option)
        if name not in found:
            if fallback is _MISSING:
                raise NoOptionError(name, section)
            return fallback
        value = found[name]
        if raw or value is None or not self._interpolates:
            return value
        return self._expanded(section, name, value, found, 1)

    def _expanded(self, section, option, value, found, depth):
        if depth > 10:
            raise InterpolationDepthError(
                f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} "
                f"contains an interpolation key which cannot be substituted in 10 steps. Raw value: {value!r}"
            )

        def replaced(match):
            if match.group() == "%%":
                return "%"
            name = match.group("name")
            if name is None:
                raise InterpolationSyntaxError(
                    f"'%' must be followed by '%' or '(', found: {value[match.start():]!r}"
                )
            name = self.optionxform(name)
            if name not in found:
                raise InterpolationMissingOptionError(
                    f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation "
                    f"key {name!r} which is not a valid option name. Raw value: {value!r}"
                )
            return self._expanded(section, option, found[name], found, depth + 1)

        return _re.sub(r"%%|%\((?P<name>[^)]+)\)s|%", replaced, value)

    def _converted(self, kind, section, option, raw, vars, fallback):
        value = self.get(section, option, raw=raw, vars=vars, fallback=_MISSING if fallback is _MISSING else fallback)
        if fallback is not _MISSING and value is fallback:
            return value
        return kind(value)

    def getint(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        return self._converted(int, section, option, raw, vars, fallback)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        return self._converted(float, section, option, raw, vars, fallback)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_MISSING):
        return self._converted(self._boolean, section, option, raw, vars, fallback)

    def _boolean(self, value):
        if value.lower() not in _STATES:
            raise ValueError(f"Not a boolean: {value}")
        return _STATES[value.lower()]

    def items(self, section=_MISSING, raw=False, vars=None):
        if section is _MISSING:
            return [(name, self[name]) for name in self]
        found = self._looked_up(section, vars)
        names = [*self._defaults, *(name for name in found if name not in self._defaults)]
        return [(name, self.get(section, name, raw=raw, vars=vars)) for name in names]

    def set(self, section, option, value=None):
        if self._interpolates and value is not None and not isinstance(value, str):
            raise TypeError("option values must be strings")
        self._own(section)[self.optionxform(option)] = value

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return SectionProxy(self, key)

    def __setitem__(self, key, value):
        if key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key not in self._sections:
            raise KeyError(key)
        del self._sections[key]

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return iter([self.default_section, *self._sections])


class ConfigParser(RawConfigParser):
    _interpolates = True


class SafeConfigParser(ConfigParser):
    pass
