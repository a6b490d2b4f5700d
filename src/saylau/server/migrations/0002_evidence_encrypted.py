"""Evidence may stand encrypted: to whom, under which name, and its hashes put away with it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saylau", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Encryption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recipient", models.CharField(max_length=100)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="derivative",
            name="ciphertext",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="derivative",
            name="digests",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="derivative",
            name="kept_as",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="evidence",
            name="ciphertext",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="evidence",
            name="digests",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="kept_as",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="derivative",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="blake2b",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["kept_as"], name="saylau_evid_kept_as_c7e2e7_idx"),
        ),
        migrations.AddField(
            model_name="encryption",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="encryption",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="encryption", to="saylau.case"
            ),
        ),
    ]
