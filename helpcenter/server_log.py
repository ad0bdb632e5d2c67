"""The app server's own log, without who sent what it could not make sense of, and without what that was."""

import re
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from helpcenter.logs import Line

# The end repeats what stood where something else should: a cookie, perhaps.
_NOT_HTTP = re.compile(r"(Invalid request) from ip=\S*(: .*?)(?:: ['\"].*)?", re.DOTALL)


class ServerLog(Logger):
    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log, form in ((self.error_log, self.error_fmt), (self.access_log, self.access_fmt)):
            for handler in log.handlers:
                handler.setFormatter(Line(form, self.datefmt, "%"))

    def warning(self, msg: str, *args: object, **kwargs: Any) -> None:
        refused = _NOT_HTTP.fullmatch(msg)
        super().warning(refused[1] + refused[2] if refused else msg, *args, **kwargs)
